using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// The requests that reach <see cref="MirrorAsset"/> while it runs. Those that it has heard stand in its custom status, also after it has ended,
/// so that who asks can tell.
/// </summary>
internal sealed class HeardRequests
{
    // A status is small; who does not find itself in it asks once more.
    private const int MostShown = 100;
    private const char Separator = ' ';

    private readonly TaskOrchestrationContext _context;
    private readonly List<MirrorRequested> _requests = [];
    private List<string> _shown;
    private bool _isClosed;

    private HeardRequests(TaskOrchestrationContext context, IEnumerable<string> before)
    {
        _context = context;
        _shown = [.. before];
        Show();
        Listening = ListenAsync();
    }

    /// <summary>Hears until the orchestration ends or begins anew.</summary>
    public Task Listening { get; }

    /// <summary>The identifiers of the requests heard so far, the latest last.</summary>
    public IReadOnlyList<string> Shown => _shown;

    /// <summary>True when one of them asked as an asset that needs this one.</summary>
    public bool IsReferenced => _requests.Exists(request => request.IsReferenced);

    /// <summary>Begins to listen.</summary>
    /// <param name="context">The orchestration's context.</param>
    /// <param name="before">What was heard before the history began anew.</param>
    /// <returns>What is heard from now on.</returns>
    public static HeardRequests Listen(TaskOrchestrationContext context, IEnumerable<string> before) => new(context, before);

    /// <summary>
    /// Ends the listening, before it is decided what follows from what was heard. A request that comes later, even with the same batch of messages,
    /// is not shown as heard, so that who made it asks again.
    /// </summary>
    public void Close() => _isClosed = true;

    /// <summary>Reads a custom status.</summary>
    /// <param name="status">The status; null when there is none yet.</param>
    /// <param name="id">The request's identifier.</param>
    /// <returns>True when the request was heard.</returns>
    public static bool Tells(string? status, string id) => status is not null && status.Split(Separator).Contains(id, StringComparer.Ordinal);

    /// <summary>Says whether the asset must be looked at once more.</summary>
    /// <param name="input">What this look was begun with.</param>
    /// <param name="outcome">How it ended.</param>
    /// <returns>False when all who asked only need to know how it ended.</returns>
    public bool AskForAnotherLook(MirrorAssetInput input, MirrorOutcome outcome) =>
        _requests.Exists(request => !request.OnlyWaits)
        || (IsReferenced && !input.IsReferenced && outcome.State == AssetState.Skipped);

    /// <summary>Everybody who is to be told the outcome.</summary>
    /// <param name="input">What this look was begun with.</param>
    /// <returns>The orchestrations, each once.</returns>
    public IReadOnlyList<string> WaitersWith(MirrorAssetInput input) =>
        [.. input.Waiters.Concat(_requests.Select(request => request.Waiter).OfType<string>()).Distinct(StringComparer.Ordinal)];

    private async Task ListenAsync()
    {
        while (!_isClosed)
        {
            MirrorRequested request = (await _context.WaitForExternalEvent<MirrorRequested>(MirrorAsset.RequestedEvent))!;
            if (_isClosed)
            {
                return;
            }

            _requests.Add(request);
            _shown = [.. _shown.Append(request.Id).TakeLast(MostShown)];
            Show();
        }
    }

    private void Show() => _context.SetCustomStatus(string.Join(Separator, _shown));
}
