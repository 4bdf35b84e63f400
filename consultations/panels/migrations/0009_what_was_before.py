"""Rows from before 0008 say the same in the new columns. No address stays in a message."""

from django.db import migrations

ASKING = ("open", "briefed", "ready")


def carry_over(apps, schema_editor):
    _messages(apps)
    _sessions(apps)


def _messages(apps):
    Message, Session = apps.get_model("panels", "Message"), apps.get_model("panels", "Session")
    Attendance = apps.get_model("panels", "Attendance")
    # What had gone up on her page during a break, and she hasn't read, goes when she is back.
    Message.objects.filter(state__in=("to_do", "on_her_page")).update(state="waiting")
    Message.objects.exclude(state__in=("sent", "done")).update(channel="")
    for message in Message.objects.filter(key__startswith="session "):
        number = message.key.split()[1]
        session = Session.objects.filter(pk=number).first() if number.isdigit() else None
        if session is None:
            continue
        message.panel_id = session.panel_id
        message.about = Attendance.objects.filter(
            session=session, member_id=message.member_id
        ).first()
        for hidden in (session.place, session.online_link, session.online_how):
            if hidden.strip():
                message.text = message.text.replace(hidden, "…")
        message.save()


def _sessions(apps):
    Session = apps.get_model("panels", "Session")
    Attendance = apps.get_model("panels", "Attendance")
    Session.objects.exclude(state__in=("draft", "cancelled")).update(is_approved=True)
    for session in Session.objects.exclude(made_by=None):
        session.written_by.add(session.made_by_id)
    for session in Session.objects.exclude(briefed_on=None):
        Attendance.objects.filter(session=session).exclude(answer="no").update(
            briefed_on=session.briefed_on
        )


class Migration(migrations.Migration):
    dependencies = [("panels", "0008_asked_when_it_counts")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
