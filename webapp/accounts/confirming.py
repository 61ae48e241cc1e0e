"""The password, given again before what is hard to take back. Commits by itself: a refused try stays counted."""

from uuid import UUID

from webapp import audit
from webapp.accounts import passwords, queries, services, throttle
from webapp.commits import in_one_transaction


def confirm(
    account_id: UUID, role: str, device_id: UUID, password: str, *, limits: bool = True
) -> services.Refused | None:
    """Note that the person at this device knows the password; or say why not."""
    bucket = ("known", f"confirmation of {account_id}")
    if limits and (wait := throttle.take(bucket)):
        return services.Refused(wait=wait)
    right = passwords.verify(queries.password_of(account_id), password)
    _note(account_id, role, device_id, right=right, used=[bucket] if limits else [])
    return None if right else services.Refused(field="password")


@in_one_transaction
def _note(account_id: UUID, role: str, device_id: UUID, *, right: bool, used: services.Buckets) -> None:
    if right:
        throttle.forgive(*used)
        services.confirm_device(device_id)
    action = "confirmed" if right else "refused"
    audit.record(action, "password", account_id, actor_id=account_id, actor_role=role, owner_id=account_id)
