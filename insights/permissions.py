"""Who may code, read themes and choose codebooks: area × role × action, by codename."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.permissions import areas_where, user_may, user_may_anywhere
from consultations.models import ConsultationPage
from core.models import Area
from insights.models import Codebook, Theming

CODE_RESPONSES = "insights.code_responses"
CHECK_CODING = "insights.check_coding"
SIGN_CODING = "insights.sign_packs"  # who signs what is made of the coding signs the coding
EDIT_CODEBOOKS = "insights.edit_codebooks"
READ_EQUALITY = "insights.read_equality_counts"
MAKE_INVITES = "feedback.make_invites"  # who hands out codes of groups may know how they are used
EXPORT_RESPONSES = "feedback.export_responses"  # who may take words out may take what sums them up


def user_can_code(user: User, area: Area | int) -> bool:
    """Whether she may read and code responses of this area."""
    return user_may(user, CODE_RESPONSES, area)


def user_can_code_somewhere(user: User) -> bool:
    """Whether the Themes screens are for her at all."""
    return user_may_anywhere(user, CODE_RESPONSES)


def user_can_choose_codebook(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may say which codebook a consultation is coded with."""
    return user_may(user, EDIT_CODEBOOKS, consultation.area_id)


def user_can_edit_codebook(user: User, codebook: Codebook) -> bool:
    """Whether she may change a codebook: in an area that uses it she may edit codebooks; one that
    no area uses yet is for whoever may edit codebooks at all (decision 0023)."""
    used_in = Theming.objects.filter(codebook=codebook).values("consultation__area")
    used = Area.objects.filter(pk__in=used_in)
    if not used.exists():
        return user_may_anywhere(user, EDIT_CODEBOOKS)
    return areas_where(user, EDIT_CODEBOOKS).filter(pk__in=used).exists()


def user_can_check_coding(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may have coding checked: draw a sample, compare, settle, say it is checked."""
    return user_may(user, CHECK_CODING, consultation.area_id)


def user_can_sign_coding(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may sign the coding of a consultation off, and open it again."""
    return user_may(user, SIGN_CODING, consultation.area_id)


def user_can_read_equality(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may see who answered, in rounded numbers."""
    return user_may(user, READ_EQUALITY, consultation.area_id)


def user_can_set_targets(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may say how many women a consultation is to hear: who sets it up otherwise too,
    by choosing its codebook."""
    return user_may(user, EDIT_CODEBOOKS, consultation.area_id)


def user_can_see_groups(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may see about how many came by the code of a group, in tens."""
    return user_may(user, MAKE_INVITES, consultation.area_id)


def user_can_download_matrix(user: User, consultation: ConsultationPage) -> bool:
    """Whether she may take the framework matrix out of here as a file."""
    return user_may(user, EXPORT_RESPONSES, consultation.area_id)


def require_coder(user: User, area: Area | int) -> None:
    """Raise PermissionDenied unless she may code in this area."""
    if not user_can_code(user, area):
        raise PermissionDenied("This is not one of your areas.")


def require_checker(user: User, consultation: ConsultationPage) -> None:
    """Raise PermissionDenied unless she may have coding checked in its area."""
    if not user_can_check_coding(user, consultation):
        raise PermissionDenied("This is not one of your areas.")


def require_signer(user: User, consultation: ConsultationPage) -> None:
    """Raise PermissionDenied unless she may sign coding off in its area."""
    if not user_can_sign_coding(user, consultation):
        raise PermissionDenied("This is not one of your areas.")
