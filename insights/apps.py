from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self) -> None:
        from consultations.selectors import register_taken_back
        from consultations.services import register_along
        from core.open_work import register_work
        from core.today import register_today
        from feedback.models import Response
        from feedback.signals import answers_changed, responses_stored
        from feedback.slips import register_slip_writer
        from insights import gates, leavers, today
        from insights.briefs.signal_handlers import forget_printed
        from insights.framework.signal_handlers import forget_summaries, forget_with_a_part
        from insights.handover.signal_handlers import words_had_to_go
        from insights.heard.along import targets_along
        from insights.notes.signal_handlers import forget_memos_that_quote
        from insights.packs.public_quotes import marks_taken_back
        from insights.packs.slips import outcome_parts
        from insights.proposals.models import ProposalMember
        from insights.proposals.signal_handlers import forget_old_places, forget_small_proposals
        from insights.quotes.signal_handlers import forget_bank_quotes
        from insights.signal_handlers import forget_quotes, forget_uses, late_came, words_changed
        from insights.slip_themes import theme_parts

        register_slip_writer(theme_parts)
        register_slip_writer(outcome_parts)
        register_taken_back(marks_taken_back)
        gates.register()
        register_today(today.to_tell, order=50)
        register_today(today.to_read, order=55)
        register_today(today.bodies, order=60)
        register_today(today.late_decisions, order=65)
        for kind in leavers.KINDS:
            register_work(kind)
        register_along(targets_along)
        pre_delete.connect(forget_quotes, sender=Response)
        pre_delete.connect(forget_with_a_part, sender=Response)
        pre_delete.connect(forget_memos_that_quote, sender=Response)
        post_save.connect(forget_uses, sender=Response)
        post_save.connect(forget_printed, sender=Response)
        responses_stored.connect(late_came)
        answers_changed.connect(words_changed)
        answers_changed.connect(forget_bank_quotes)
        answers_changed.connect(forget_old_places)
        answers_changed.connect(forget_summaries)
        answers_changed.connect(words_had_to_go)
        post_delete.connect(forget_small_proposals, sender=ProposalMember)
