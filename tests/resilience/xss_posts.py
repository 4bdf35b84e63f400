"""Views of insights that take posts alone, and answer with another page of the busy house."""

OF_INSIGHTS = (
    *("codebook", "suggest", "stop", "accept", "reject", "undo", "add", "read"),
    *("mark", "unpoint", "undo_last"),
    *("draw_sample", "method", "sample_done", "compare_sample", "take_back_sample"),
    *("quiet_voice", "take_step", "reopen_coding"),
    *("share_out", "hand_on", "take_back"),
    "add_quote",
    *("make_hand_over", "print_cards", "hand_over_told", "hand_over_codebook"),
    *("search_code", "search_undo"),
    *("body_aside", "body_back", "export_bodies"),
    *("accept_proposal", "merge_proposal", "discard_proposal", "undo_proposal"),
    "codebook:undo",
)
