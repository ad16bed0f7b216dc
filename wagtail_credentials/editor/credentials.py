"""The listing of all credentials, whatever their state."""

from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Credential


class CredentialViewSet(ModelViewSet):
    model = Credential
    icon = "tick-inverse"
    exclude_form_fields = []


credential_viewset = CredentialViewSet("credentials")
