"""What is recorded of the people who work here: the account, the post, and the dated grants."""

from caicach.accounts.models.grant import Grant
from caicach.accounts.models.post import Post
from caicach.accounts.models.user import User, UserAccounts

__all__ = ["Grant", "Post", "User", "UserAccounts"]
