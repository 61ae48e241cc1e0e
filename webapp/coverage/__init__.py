"""Days on which a counselor is away, and who looks after their caseload then."""
