"""Panels, their members and sessions: who may open what, as accounts/roles.py and
consultations/panels/permissions.py have it.

A coordinator, in the areas that she coordinates. Finance opens one thing: real names, to pay. A
safeguarding lead opens a session of a panel whose lead she is, to say that it is safe.
"""

from accounts.roles import Role

S, P, FINANCE = Role.SAFEGUARDING_LEAD, Role.PANEL_COORDINATOR, Role.FINANCE

ROWS: list[tuple[set[Role], dict[str, str]]] = [
    (
        {P},
        {
            "members": "list one part code forget apart may_meet paper step agree invite"
            " texts text drop_audio to_do letters by_hand",
            "panel_sessions": "panel panel_step plan change cancel ask who noting text"
            " send_minutes reply see_to let_go came contact request",
            "wagtailsnippets_panels_panel": "list list_results add edit usage history"
            " history_results",
            "wagtailsnippetchoosers_panels_panel": "choose choose_results chosen chosen_multiple"
            " create",
        },
    ),
    ({P, FINANCE}, {"members": "names"}),
    ({P, S}, {"panel_sessions": "list one step"}),
    (set(), {"wagtailsnippets_panels_panel": "delete"}),  # it is closed
]
