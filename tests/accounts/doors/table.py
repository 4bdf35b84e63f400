"""Area × role × action over every address of ours in the admin: who may open what.

A view that isn't here fails the test. Each role is one that is held for the area of what stands
behind the address; held for another area it opens nothing that names a thing.
"""

from accounts.roles import Role
from tests.accounts.doors import panels

E, R, S, W = Role.EDITOR, Role.REVIEWER, Role.SAFEGUARDING_LEAD, Role.CENTRE_WORKER
F, C2, C = Role.FACILITATOR, Role.SECOND_CODER, Role.CONTACT_WORKER
A, ADMIN = Role.AUDITOR, Role.ADMINISTRATOR

SNIPPET = "list list_results add edit delete usage history history_results"
PREVIEWED = f"{SNIPPET} preview_on_add preview_on_edit"
LOOKED_AT = "choose choose_results chosen chosen_multiple"
CHOSEN = f"{LOOKED_AT} create"

TABLE: list[tuple[set[Role], dict[str, str]]] = [
    # -- what women sent, before their details are out, and what is done about it
    (
        {R, S},
        {
            "reading_room": "queue open_next enough batch hand_over pause item read again"
            " undo checks check names remove_name translations translation held held_item",
            "replies": "looks look look_words",
        },
    ),
    ({S}, {"reading_room": "cases case case_words"}),
    ({S, C}, {"reading_room": "contacts contact contact_details"}),
    ({R, S, F}, {"replies": "replies write reply"}),
    *panels.ROWS,
    # -- other ways in, and out
    ({R, F}, {"review_imports": "upload columns store done"}),
    ({R, W, F}, {"keying": "start sheet settle"}),
    ({E, R, W, F}, {"ways": "home", "paper": "print", "": "shared_devices form_kiosk"}),
    (
        {F},
        {"review_exports": "export", "invites": "list card retire sheet", "groups": "notes"},
    ),
    # -- themes
    (
        {F, C2},
        {
            "insights": "themes responses overview theme codebook alike proposals"
            " unexplained proposal double_coding sample sample_done comparison quiet_voices"
            " sign_off take_step sharing matrix summary paragraph theme_paragraph search"
            " search_code search_undo memos write_memo change_memo delete_memo memo_on_theme"
            " memo_on_response mark point unpoint quotes quote_candidates add_quote quote"
            " remove_quote choose_quote suggest run stop bench accept reject undo undo_last"
            " recode add read map over_time between heard",
            "insights:codebook": "list codebook history versions theme",
        },
    ),
    (
        {F},
        {
            "insights": "equality accept_proposal merge_proposal discard_proposal"
            " undo_proposal draw_sample method compare_sample take_back_sample settle"
            " quiet_voice reopen_coding share_out hand_on take_back matrix_file hand_over"
            " make_hand_over hand_over_codebook hand_over_told quote_cards print_cards brief"
            " brief_anew give_brief brief_preview brief_preview_pdf brief_given"
            " brief_given_pdf posters telling notice decisions follow_up export_bodies",
            "insights:packs": "list start pack edit sign signing publish findings"
            " add_finding finding move_finding remove_finding recommendations"
            " add_recommendation recommendation move_recommendation remove_recommendation"
            " decisions add_decision decision remove_decision edition pdf docx xlsx zip",
            "insights:codebook": "add undo edit move merge split retire restore names",
        },
    ),
    # -- pages
    (set(Role), {"": "plain_words"}),  # advice on words that she sends; nothing is kept or read
    ({E}, {"": "take_back_po"}),
    # -- consultations
    (
        {E, F},
        {
            "insights": "bodies bodies_of body body_aside body_back",
            "stages": "list where enter back",
        },
    ),
    (
        {E},
        {
            "": "question_choices question_preview_step publish_form copy_form"
            " form_versions form_welsh preview_step versions versions_of version_large_print"
            " version_not_needed copy_consultation",
            "promises": "list of move_reply move_close move_bodies_close involvement words"
            " make welsh move end",
            "wagtailsnippets_feedback_form": PREVIEWED,
            "wagtailsnippets_feedback_question": PREVIEWED,
            "wagtailsnippets_feedback_contactservice": SNIPPET,
            "wagtailsnippets_consultations_easyread": PREVIEWED,
            "wagtailsnippets_consultations_recording": PREVIEWED,
            "wagtailsnippets_consultations_otherlanguage": PREVIEWED,
            "wagtailsnippets_consultations_bodyform": SNIPPET.replace(" delete", ""),
            **{
                f"wagtailsnippetchoosers_{model}": CHOSEN
                for model in (
                    *("feedback_form", "feedback_question", "feedback_contactservice"),
                    *("consultations_easyread", "consultations_recording"),
                    *("consultations_otherlanguage", "consultations_bodyform"),
                )
            },
        },
    ),
    (set(), {"wagtailsnippets_consultations_bodyform": "delete"}),  # they are switched off
    # -- running it
    (
        {E, ADMIN},
        {
            "wagtailsnippets_core_area": "list list_results",
            "wagtailsnippets_core_helpline": f"{SNIPPET} copy inspect",
            "wagtailsnippetchoosers_core_area": LOOKED_AT,
            "wagtailsnippetchoosers_core_helpline": CHOSEN,
        },
    ),
    (
        {ADMIN},
        {
            "retention": "form place lift",
            "reading_room": "rooms add_period rules change_period end_period",
            "people": "list invite person mail second_factor leave end_role",
            "elevation": "end",
            "": "day_one day_one_mail",
            "wagtailsnippets_core_area": "add edit delete usage history history_results",
            "wagtailsnippetchoosers_core_area": "create",
        },
    ),
    ({A, ADMIN}, {"retention": "periods certificates certificate", "elevation": "elevation"}),
    ({S, A, ADMIN}, {"retention": "holds"}),
    ({S, ADMIN}, {"retention": "place_on_case"}),
    ({A}, {"audit": "log"}),
]
# They name a thing, and are the same for every area where the role is held: the bank of questions
# and the codebooks are shared; a certificate says of each area's forms to whom they are hers.
SHARED = {
    "question_preview_step",
    "retention:certificate",
    *(f"insights:codebook:{name}" for name in ("codebook", "history", "versions", "theme")),
    *(f"wagtailsnippetchoosers_feedback_question:{name}" for name in CHOSEN.split()),
}


def who_may() -> dict[str, frozenset[Role]]:
    """View → the roles that may open it. A view that stands here twice is a mistake."""
    found: dict[str, frozenset[Role]] = {}
    for roles, spaces in TABLE:
        for space, names in spaces.items():
            for name in names.split():
                view = f"{space}:{name}" if space else name
                assert view not in found, view
                found[view] = frozenset(roles)
    return found
