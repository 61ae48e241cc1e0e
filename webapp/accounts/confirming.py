"""The password, given again before what is hard to take back. Commits by itself: a refused try stays counted."""

from uuid import UUID

from webapp import audit
from webapp.accounts import passwords, queries, services, throttle
from webapp.extensions import db


def confirm(
    account_id: UUID, role: str, device_id: UUID, password: str, *, limits: bool = True
) -> services.Refused | None:
    """Note that the person at this device knows the password; or say why not."""
    bucket = ("known", f"confirmation of {account_id}")
    if limits and (wait := throttle.take(bucket)):
        return services.Refused(wait=wait)
    right = passwords.verify(queries.password_of(account_id), password)
    with db.writing():
        if not right:
            audit.record("refused", "password", account_id, actor_id=account_id, actor_role=role, owner_id=account_id)
            return services.Refused(field="password")
        if limits:
            throttle.forgive(bucket)
        services.confirm_device(device_id)
        audit.record("confirmed", "password", account_id, actor_id=account_id, actor_role=role, owner_id=account_id)
    return None
