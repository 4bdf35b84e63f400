"""What has arrived and is still sealed, in a database of its own (design §4, §11.2).

The public process may INSERT here, and look up a slip, an act, a draft or a closed visit by its
hash; it can read nothing back. A draft alone it may DELETE. Every id is 62 random bits, since a
counted id would give the order of arrival back, also as SQLite's rowid (trap 5).
"""

from typing import ClassVar

from django.db import models

from feedback.sealing import random_id


class IntakeKey(models.Model):
    """A public key that answers are sealed to for a while. Its private half is never here."""

    id = models.CharField(primary_key=True, max_length=12)
    public_key = models.BinaryField(max_length=32)
    made_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.id


class SealedResponse(models.Model):
    """One response, padded and sealed. Its id is a keyed hash of the visit, so that a response
    sent twice is one row."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    key_id = models.CharField(max_length=12)
    week = models.DateField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "a sealed response"


class ReceiptSlip(models.Model):
    """What her six words open. Each part is sealed to a key made from them, for her alone."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    receipt_hash = models.BinaryField(max_length=32, unique=True)
    public_key = models.BinaryField(max_length=32)
    week = models.DateField()
    received = models.BinaryField()
    read = models.BinaryField(null=True)
    themes = models.BinaryField(null=True)
    outcome = models.BinaryField(null=True)
    reply = models.BinaryField(null=True)
    plan = models.BinaryField(null=True)

    def __str__(self) -> str:
        return "a receipt slip"


class ReceiptAct(models.Model):
    """What she asked for with her receipt, as to take her words back. It holds from then on."""

    class Kind(models.TextChoices):
        WITHDRAW = "withdraw", "withdraw"
        ADD = "add", "add"
        CONSENT = "consent", "change of uses"
        LOOK = "look", "second look"
        CORRECT = "correct", "correct"

    id = models.BigAutoField(primary_key=True, default=random_id)
    receipt_hash = models.BinaryField(max_length=32, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    key_id = models.CharField(max_length=12, blank=True)
    sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return "an act by receipt"


class Draft(models.Model):
    """What she has said so far, under a key made from six words that only she has (§11.14).

    `week` is the one in which it opens for the last time; the day is inside what is sealed.
    """

    id = models.BigAutoField(primary_key=True, default=random_id)
    code_hash = models.BinaryField(max_length=32, unique=True)
    week = models.DateField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "a draft"


class SealedEquality(models.Model):
    """What one woman chose about herself, sealed: no link to a response, no week, one size.

    Its id is a keyed hash of a visit of its own, so that answers sent twice are one row.
    """

    id = models.BigAutoField(primary_key=True, default=random_id)
    month = models.DateField()
    key_id = models.CharField(max_length=12)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "sealed equality answers"


class SealedContact(models.Model):
    """What a woman who wants to be contacted told us, sealed: nothing joins it to a response.

    Its id is a keyed hash of a visit of its own, so that what is sent twice is one row.
    """

    id = models.BigAutoField(primary_key=True, default=random_id)
    week = models.DateField()
    key_id = models.CharField(max_length=12)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "a sealed request for contact"


class ClosedVisit(models.Model):
    """A visit that was left or sent: nothing of it is shown again (design §11.1).

    `id` is a keyed hash of the random visit id that only her page carries. `mark` lets the receipt
    page repeat for ten minutes; without the visit id it can't be told from random bytes.
    """

    id = models.BigIntegerField(primary_key=True)
    mark = models.BinaryField(max_length=32)
    week = models.DateField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["week"])]

    def __str__(self) -> str:
        return "a closed visit"
