namespace AmlDr.Sandbox.Blobs.State;

/// <summary>The lease on a blob or container: its states and the moves between them, as published for Lease Blob.</summary>
internal sealed class Lease
{
    private LeaseState _state = LeaseState.Available;
    private TimeSpan? _duration;
    private DateTimeOffset? _endsAt;

    public string? Id { get; private set; }

    public LeaseState State(DateTimeOffset now)
    {
        bool over = _endsAt is { } end && now >= end;
        return _state switch
        {
            LeaseState.Leased when over => LeaseState.Expired,
            LeaseState.Breaking when over => LeaseState.Broken,
            _ => _state,
        };
    }

    /// <summary>The lease as headers and lists show it.</summary>
    public LeaseView View(DateTimeOffset now)
    {
        LeaseState state = State(now);
        return new LeaseView(
            state is LeaseState.Leased or LeaseState.Breaking ? "locked" : "unlocked",
            state.ToString().ToLowerInvariant(),
            state != LeaseState.Leased ? null : _duration is null ? "infinite" : "fixed");
    }

    public void Acquire(string? proposed, TimeSpan? duration, DateTimeOffset now)
    {
        switch (State(now))
        {
            case LeaseState.Leased when proposed is null || !Same(proposed):
                throw Conflict("LeaseAlreadyPresent", "There is already a lease present.");
            case LeaseState.Breaking:
                throw Same(proposed)
                    ? Conflict("LeaseIsBreakingAndCannotBeAcquired", "There is already a breaking lease, and can't be acquired.")
                    : Conflict("LeaseAlreadyPresent", "There is already a lease present.");
        }

        Id = proposed ?? Guid.NewGuid().ToString();
        Start(duration, now);
    }

    public void Renew(string id, DateTimeOffset now)
    {
        LeaseState state = State(now);
        RequireSame(id);
        if (state is LeaseState.Broken or LeaseState.Breaking)
            throw Conflict("LeaseIsBrokenAndCannotBeRenewed", "The lease ID matched, but the lease has been broken explicitly and cannot be renewed.");
        Start(_duration, now);
    }

    public void Change(string id, string proposed, DateTimeOffset now)
    {
        LeaseState state = State(now);
        if (state is LeaseState.Available or LeaseState.Broken or LeaseState.Expired)
            throw Conflict("LeaseNotPresentWithLeaseOperation", "There is currently no lease on the blob.");
        // A repeated change is no mistake: the answer to the first may have been lost.
        if (!Same(id) && !Same(proposed))
            RequireSame(id);
        if (state == LeaseState.Breaking)
            throw Conflict("LeaseIsBreakingAndCannotBeChanged", "The lease ID matched, but the lease is currently in breaking state and cannot be changed.");
        Id = proposed;
    }

    public void Release(string id)
    {
        RequireSame(id);
        Clear();
    }

    /// <summary>Breaks the lease and returns how long it still locks.</summary>
    public TimeSpan Break(TimeSpan? period, DateTimeOffset now)
    {
        LeaseState state = State(now);
        if (state == LeaseState.Available)
            throw Conflict("LeaseNotPresentWithLeaseOperation", "There is currently no lease on the blob.");
        if (state is LeaseState.Broken or LeaseState.Expired)
        {
            _state = LeaseState.Broken;
            return TimeSpan.Zero;
        }

        TimeSpan left = _endsAt is { } end ? end - now : TimeSpan.Zero;
        // Without a period a fixed lease runs out and an infinite one breaks at once; a period never makes it longer than it was.
        TimeSpan wait = period is null ? left : _endsAt is null ? period.Value : TimeSpan.FromTicks(Math.Min(left.Ticks, period.Value.Ticks));
        _state = wait > TimeSpan.Zero ? LeaseState.Breaking : LeaseState.Broken;
        _endsAt = now + wait;
        return wait;
    }

    /// <summary>Checks a write: a locked blob demands its lease id, and a lease id demands a lease.</summary>
    public void CheckWrite(string? id, DateTimeOffset now, string what = "Blob")
    {
        if (State(now) is not (LeaseState.Leased or LeaseState.Breaking))
        {
            if (id is not null)
                throw Precondition($"LeaseNotPresentWith{what}Operation", $"There is currently no lease on the {what.ToLowerInvariant()}.");
            // A write after the lease has run out ends its owner's right to renew it.
            Clear();
            return;
        }

        if (id is null)
            throw Precondition("LeaseIdMissing", $"There is currently a lease on the {what.ToLowerInvariant()} and no lease ID was specified in the request.");
        if (!Same(id))
            throw Precondition($"LeaseIdMismatchWith{what}Operation", $"The lease ID specified did not match the lease ID for the {what.ToLowerInvariant()}.");
    }

    /// <summary>Checks a read: a lease id is optional, and must be right when given.</summary>
    public void CheckRead(string? id, DateTimeOffset now, string what = "Blob")
    {
        if (id is not null)
            CheckWrite(id, now, what);
    }

    private void Clear()
    {
        _state = LeaseState.Available;
        Id = null;
        _endsAt = null;
        _duration = null;
    }

    private void Start(TimeSpan? duration, DateTimeOffset now)
    {
        _state = LeaseState.Leased;
        _duration = duration;
        _endsAt = duration is null ? null : now + duration.Value;
    }

    private bool Same(string? id) => string.Equals(Id, id, StringComparison.OrdinalIgnoreCase);

    private void RequireSame(string id)
    {
        if (!Same(id))
            throw Conflict("LeaseIdMismatchWithLeaseOperation", "The lease ID specified did not match the lease ID for the blob.");
    }

    private static StorageException Conflict(string code, string message) => new(409, code, message);

    private static StorageException Precondition(string code, string message) => new(412, code, message);
}
