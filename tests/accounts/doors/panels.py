"""Panels, their members, sessions and rooms: who may open what, as accounts/roles.py and
consultations/panels/permissions.py have it.

A coordinator, in the areas that she coordinates. Finance opens real names, and what is paid. A
safeguarding lead opens a session of a panel whose lead she is, to say that it is safe; and reads
its rooms, to look after what was told there in private.
"""

from accounts.roles import Role

S, P, FINANCE = Role.SAFEGUARDING_LEAD, Role.PANEL_COORDINATOR, Role.FINANCE

ROWS: list[tuple[set[Role], dict[str, str]]] = [
    (
        {P},
        {
            "members": "list one part code forget apart named may_meet paper step agree invite"
            " texts text drop_audio to_do letters by_hand words",
            "panel_sessions": "panel panel_step plan change cancel ask who noting text"
            " send_minutes reply see_to let_go came contact request",
            "panel_rooms": "open people stage close export begin recommend step say vote key"
            " merge paper recommended rewrite",
            "wagtailsnippets_panels_panel": "list list_results add edit usage history"
            " history_results",
            "wagtailsnippetchoosers_panels_panel": "choose choose_results chosen chosen_multiple"
            " create",
        },
    ),
    ({P, FINANCE}, {"members": "names"}),
    ({P, FINANCE}, {"pay": "list fee fee_act expense expense_act runs run run_act"}),
    (
        {P},
        {
            "pay": "choose governor advice letter offer new_expense cards card publish budget"
            " custody cost_governor year",
        },
    ),
    (
        {FINANCE},
        {
            "pay": "terms limit drop_limit make_run export payees payee checked paper paper_form"
            " paper_of_gone",
        },
    ),
    ({P, S}, {"panel_sessions": "list one step"}),
    ({P, S}, {"panel_rooms": "list one activity card act report"}),
    (set(), {"wagtailsnippets_panels_panel": "delete"}),  # it is closed
]
