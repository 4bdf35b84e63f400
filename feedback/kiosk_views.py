"""The shared device: the page that stands there between two women, and the page that sets it up."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import override

from core.addresses import PUBLIC_ADDRESSES
from core.doors import private_page
from core.policies import areas_where
from feedback import pages, views
from feedback.kiosk import Kiosk, address_of, frame_of
from feedback.models import Form
from feedback.selectors import live_version

USE_SHARED_DEVICE = "feedback.use_shared_device"
NAMES = {"en-gb": "English", "cy": "Cymraeg"}


@private_page
def kiosk(request: HttpRequest, token: str) -> HttpResponse:
    """Between two women: a page to begin from. Steps on the way post to the form's own address."""
    device = Kiosk.from_token(token)
    forms = Form.objects.select_related("consultation__area")
    form = forms.filter(pk=device.form).first() if device else None
    if device is None or form is None:
        raise Http404
    go = request.POST.get("go", "")
    if go == "finish":
        views.close_visit(request)
        return redirect(device.home)
    if not device.is_on:
        return render(request, "feedback/kiosk_over.html", {"form_slug": form.slug}, status=410)
    if go in {"open", "stay"}:
        return pages.start(request, form, kiosk=token)
    if go == "start":
        return views.begin(request, form, kiosk=token)
    return rest(request, form, token)


def rest(request: HttpRequest, form: Form, token: str) -> HttpResponse:
    """Nothing of anybody: what this is, and how to begin in either language."""
    context = {
        "kiosk": frame_of(token),
        "kiosk_url": address_of(token),
        "other_language": pages.other_language("feedback:kiosk", token),
        "form_url": reverse("feedback:start", args=[form.slug]),
    }
    return render(request, "feedback/kiosk_rest.html", context)


def shared_devices(request: HttpRequest) -> HttpResponse:
    """For staff: the forms of her areas that a device may be switched on for."""
    areas = areas_where(request.user, USE_SHARED_DEVICE)
    if not areas:
        raise PermissionDenied
    forms = Form.objects.filter(consultation__area__in=areas, versions__replaced_on=None)
    forms = forms.filter(versions__isnull=False).select_related("consultation__area").distinct()
    shown = [form for form in forms if form.consultation.is_open()]
    return render(request, "feedback/admin/shared_devices.html", {"forms": shown})


def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    """For staff: addresses that make a device a shared one until the end of the day."""
    form = get_object_or_404(Form.objects.select_related("consultation__area"), pk=pk)
    if not request.user.has_perm(USE_SHARED_DEVICE, form):
        raise PermissionDenied
    context = {
        "form_object": form,
        "is_open": live_version(form) is not None and form.consultation.is_open(),
        "addresses": [_address(request, form, language) for language in NAMES],
    }
    return render(request, "feedback/admin/kiosk.html", context)


def _address(request: HttpRequest, form: Form, language: str) -> dict[str, str]:
    """Where a device begins in this language, to type or to photograph."""
    import segno  # not in every process that loads the admin's hooks (trap 4)

    token = Kiosk.today(form.pk, language).token
    with override(language):
        path = reverse("feedback:kiosk", args=[token], urlconf=PUBLIC_ADDRESSES)
    address = public_root(request, form) + path
    picture = segno.make(address, micro=False).svg_inline(scale=4, border=4)
    return {"code": language, "name": NAMES[language], "url": address, "picture": picture}


def public_root(request: HttpRequest, form: Form) -> str:
    """The public site's address: this one, unless staff have a process of their own."""
    site = form.consultation.get_site() if settings.SURFACE == "staff" else None
    return site.root_url if site else request.build_absolute_uri("/").rstrip("/")
