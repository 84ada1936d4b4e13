using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.Faults;

/// <summary>
/// Takes regions away and gives them back. While a region is lost, every ARM call for a resource of it and every call to a storage
/// account of it fails, and Event Grid delivers nothing for it. State is kept: a blob's uncommitted blocks are there when it returns.
/// </summary>
public sealed class RegionControl
{
    private readonly Lock _gate = new();
    private readonly SeededRandom _random;
    private readonly Dictionary<string, RegionState> _regions;
    private readonly TimeProvider _clock;
    private readonly Pace _pace;
    private readonly BackgroundTasks _background;

    internal RegionControl(IEnumerable<string> regions, SeededRandom random, TimeProvider clock, Pace pace, BackgroundTasks background)
    {
        _random = random;
        _clock = clock;
        _pace = pace;
        _background = background;
        _regions = regions.ToDictionary(name => name, name => new RegionState(name, Down: false, OutageMode.Mix), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Raised after a region was lost or returned.</summary>
    internal event Action<RegionState>? Changed;

    /// <summary>Every region with its state.</summary>
    public IReadOnlyList<RegionState> Regions
    {
        get
        {
            lock (_gate)
                return [.. _regions.Values];
        }
    }

    /// <summary>Takes a region away.</summary>
    /// <param name="region">The region's name.</param>
    /// <param name="mode">How it behaves.</param>
    /// <exception cref="ArgumentException">There is no such region.</exception>
    public void TakeDown(string region, OutageMode mode = OutageMode.Mix) => Set(region, down: true, mode);

    /// <summary>Takes a region away for a while.</summary>
    /// <param name="region">The region's name.</param>
    /// <param name="length">How long, by the simulator's clock: at speed 60 a minute passes in a second.</param>
    /// <param name="mode">How it behaves.</param>
    /// <exception cref="ArgumentException">There is no such region, or the length is not above zero.</exception>
    public void TakeDown(string region, TimeSpan length, OutageMode mode = OutageMode.Mix)
    {
        if (length <= TimeSpan.Zero)
            throw new ArgumentException($"'length' is {length}; it must be above zero.", nameof(length));
        RegionState lost = Set(region, down: true, mode);
        _background.Run(async stopping =>
        {
            await Task.Delay(_pace.Real(length), _clock, stopping);
            // Another command since then has the last word.
            bool mine;
            lock (_gate)
                mine = ReferenceEquals(_regions[region], lost);
            if (mine)
                Restore(region);
        });
    }

    /// <summary>Gives a region back.</summary>
    /// <param name="region">The region's name.</param>
    /// <exception cref="ArgumentException">There is no such region.</exception>
    public void Restore(string region) => Set(region, down: false, OutageMode.Mix);

    /// <summary>Whether the region is lost now. An unknown region never is.</summary>
    /// <param name="region">The region's name, or null.</param>
    public bool IsDown(string? region)
    {
        if (region is null)
            return false;
        lock (_gate)
            return _regions.TryGetValue(region, out RegionState? state) && state.Down;
    }

    /// <summary>How a call to the region fails now; null when it is up.</summary>
    internal OutageMode? Draw(string? region)
    {
        if (region is null)
            return null;
        lock (_gate)
        {
            if (!_regions.TryGetValue(region, out RegionState? state) || !state.Down)
                return null;
            return state.Mode == OutageMode.Mix ? (OutageMode)(1 + _random.Next(3)) : state.Mode;
        }
    }

    private RegionState Set(string region, bool down, OutageMode mode)
    {
        RegionState state;
        lock (_gate)
        {
            if (!_regions.TryGetValue(region, out RegionState? known))
                throw new ArgumentException($"There is no region '{region}'; use one of: {string.Join(", ", _regions.Keys)}.", nameof(region));
            _regions[region] = state = known with { Down = down, Mode = mode };
        }

        Changed?.Invoke(state);
        return state;
    }
}
