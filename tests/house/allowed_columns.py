"""Every column that the answering side may have: table → column → kind of field.

A new column fails the house until it is written here, with a reviewer asking: could it tell who she
is, where she was, or when she wrote?
"""

ALLOWED: dict[str, dict[str, str]] = {
    "feedback_question": {
        "id": "BigAutoField",
        "translation_key": "UUIDField",
        "locale_id": "ForeignKey",
        "text": "CharField",
        "kind": "CharField",
        "hint": "CharField",
        "content_note": "CharField",
        "low": "CharField",
        "high": "CharField",
        "body": "TextField",
        "easy": "CharField",
        "easy_hint": "CharField",
        "easy_body": "TextField",
    },
    "feedback_questionoption": {
        "id": "BigAutoField",
        "translation_key": "UUIDField",
        "locale_id": "ForeignKey",
        "sort_order": "IntegerField",
        "question_id": "ParentalKey",
        "text": "CharField",
        "more": "BooleanField",
        "easy": "CharField",
    },
    "feedback_form": {
        "id": "BigAutoField",
        "consultation_id": "ForeignKey",
        "title": "CharField",
        "slug": "SlugField",
    },
    "feedback_formquestion": {
        "id": "BigAutoField",
        "sort_order": "IntegerField",
        "form_id": "ParentalKey",
        "question_id": "ForeignKey",
        "show_if": "JSONField",
    },
    "feedback_formversion": {
        "id": "BigAutoField",
        "form_id": "ForeignKey",
        "number": "PositiveIntegerField",
        "definition": "JSONField",
        "published_on": "DateField",
        "replaced_on": "DateField",
    },
    "feedback_response": {
        "id": "BigAutoField",
        "version_id": "ForeignKey",
        "week": "DateField",
        "channel": "CharField",
        "language": "CharField",
        "uses": "JSONField",
        "uses_wording": "PositiveSmallIntegerField",
        "is_late": "BooleanField",
        "intake_hash": "BinaryField",
        "receipt_hash": "BinaryField",
        "visit_hash": "BinaryField",
        "details_removed_by": "CharField",
    },
    "feedback_answer": {
        "id": "BigAutoField",
        "response_id": "ForeignKey",
        "question_key": "UUIDField",
        "text": "TextField",
        "options": "JSONField",
        # The language that a reader sees her words are in: said by the words themselves, and by
        # nothing else that could tell who she is. No day or reader beside it (the audit log has
        # those, without the answer).
        "language": "CharField",
        # Her words again in English, by a person, without what was taken out of them: reads like
        # `text`, goes with it, and its column of its own keeps her words from being overwritten.
        "translation": "TextField",
    },
    "feedback_equalityanswer": {
        "id": "BigAutoField",
        "consultation_id": "ForeignKey",
        "month": "DateField",
        "wording": "CharField",
        "question": "CharField",
        "option": "CharField",
    },
    "feedback_equalitytaken": {
        "id": "BigAutoField",
        "intake_hash": "BinaryField",
    },
    "feedback_contactservice": {
        "id": "BigAutoField",
        "area_id": "ForeignKey",
        "name": "CharField",
        "about": "CharField",
        "about_cy": "CharField",
        "answers": "CharField",
        "answers_cy": "CharField",
        "is_offered": "BooleanField",
    },
    "intake_intakekey": {
        "id": "CharField",
        "public_key": "BinaryField",
        "made_on": "DateField",
        "retired_on": "DateField",
    },
    "intake_sealedresponse": {
        "id": "BigAutoField",
        "key_id": "CharField",
        "week": "DateField",
        "sealed": "BinaryField",
    },
    "intake_receiptslip": {
        "id": "BigAutoField",
        "receipt_hash": "BinaryField",
        "public_key": "BinaryField",
        "week": "DateField",
        "received": "BinaryField",
        "read": "BinaryField",
        "themes": "BinaryField",
        "outcome": "BinaryField",
        # replies to her: sealed to her six words like the parts above, dated to the week inside,
        # written in the shuffled sweep; who wrote and sent one stands in the reading room alone
        "reply": "BinaryField",
        "plan": "BinaryField",
    },
    "intake_receiptact": {
        "id": "BigAutoField",
        "receipt_hash": "BinaryField",
        "kind": "CharField",
        "key_id": "CharField",
        "sealed": "BinaryField",
    },
    "intake_draft": {
        "id": "BigAutoField",
        "code_hash": "BinaryField",
        "week": "DateField",
        "sealed": "BinaryField",
    },
    "intake_sealedequality": {
        "id": "BigAutoField",
        "month": "DateField",
        "key_id": "CharField",
        "sealed": "BinaryField",
    },
    "intake_sealedcontact": {
        "id": "BigAutoField",
        "week": "DateField",
        "key_id": "CharField",
        "sealed": "BinaryField",
    },
    "intake_closedvisit": {
        "id": "BigIntegerField",
        "mark": "BinaryField",
        "week": "DateField",
    },
}

# column → table: nothing here leads to a person, a session, an address or a log
RELATIONS: set[tuple[str, str]] = {
    ("feedback_answer.response_id", "feedback_response"),
    ("feedback_contactservice.area_id", "core_area"),
    ("feedback_equalityanswer.consultation_id", "consultations_consultationpage"),
    ("feedback_form.consultation_id", "consultations_consultationpage"),
    ("feedback_formquestion.form_id", "feedback_form"),
    ("feedback_formquestion.question_id", "feedback_question"),
    ("feedback_formversion.form_id", "feedback_form"),
    ("feedback_question.locale_id", "wagtailcore_locale"),
    ("feedback_questionoption.locale_id", "wagtailcore_locale"),
    ("feedback_questionoption.question_id", "feedback_question"),
    ("feedback_response.version_id", "feedback_formversion"),
}
