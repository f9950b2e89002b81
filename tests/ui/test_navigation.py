"""Who sees what in the main navigation, and which entry is the current one."""

import pytest
from django.test import RequestFactory

from caicach.kit.acts import Actor, Granted
from caicach.ui import context, register


def entry(key, url_name, *roles, public=False):
    return register.Entry(key=key, label=key, url_name=url_name, roles=frozenset(roles), order=1, public=public)


ENTRIES = [entry("s", "style", public=True), entry("l", "set_language"), entry("t", "set_theme", "clerk")]
CLERK = Actor(user_id=1, username="a", name="A", grants=(Granted(id=1, role="clerk", unit_id=1, units=frozenset({1})),))
GUEST = Actor(user_id=2, username="b", name="B")


@pytest.mark.parametrize(("actor", "keys"), [(None, "s"), (GUEST, "sl"), (CLERK, "slt")])
def test_entries_follow_the_roles(actor, keys):
    assert "".join(item["key"] for item in context.navigation(ENTRIES, actor, "/")) == keys


def test_the_longest_address_is_the_current_one():
    found = context.navigation(ENTRIES, CLERK, "/style/list/")
    assert [item["key"] for item in found if item["current"]] == ["s"]
    assert not any(item["current"] for item in context.navigation(ENTRIES, CLERK, "/other/"))


def test_an_entry_whose_page_is_not_routed_does_not_show():
    assert context.navigation([entry("x", "no_such_page", public=True)], None, "/") == []


def test_two_pages_cannot_share_a_key(monkeypatch):
    monkeypatch.setattr(register, "_entries", {})
    register.add_navigation("x", "X", "one", order=2)
    register.add_navigation("x", "X again", "one", order=2)
    register.add_navigation("y", "Y", "two", order=1)
    assert [item.label for item in register.entries()] == ["Y", "X again"]
    with pytest.raises(ValueError, match="already leads to"):
        register.add_navigation("x", "Z", "three")
    with pytest.raises(ValueError, match="one letter"):
        register.add_navigation("xy", "Z", "three")


def test_whoever_is_not_signed_in_is_nobody_on_the_page():
    request = RequestFactory().get("/")
    request.actor = Actor(user_id=None, username="", name="")
    assert context.page(request)["actor"] is None
    request.actor = CLERK
    assert context.page(request)["actor"] is CLERK


def test_an_unknown_theme_in_a_cookie_is_ignored():
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = '"><script>'
    assert context.chosen_theme(request) == ""
    request.COOKIES["theme"] = "dark"
    assert context.chosen_theme(request) == "dark"
