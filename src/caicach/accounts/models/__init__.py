"""What is recorded of the people who work here: the account, the post, the dated grants, and absences."""

from caicach.accounts.models.absence import Absence
from caicach.accounts.models.grant import Grant
from caicach.accounts.models.post import Post
from caicach.accounts.models.user import User, UserAccounts

__all__ = ["Absence", "Grant", "Post", "User", "UserAccounts"]
