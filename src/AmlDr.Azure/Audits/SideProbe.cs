using AmlDr.Azure.Aml;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Audits;

/// <summary>Asks both sides for a sign of life, with a deadline, so that an audit of a lost region does not wait for each of its calls.</summary>
public sealed class SideProbe
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly AmlClient _aml;
    private readonly PairRegistry _pairs;
    private readonly TimeProvider _clock;

    /// <summary>Creates a probe.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="clock">The clock.</param>
    public SideProbe(AmlClient aml, PairRegistry pairs, TimeProvider clock)
    {
        _aml = aml;
        _pairs = pairs;
        _clock = clock;
    }

    /// <summary>Asks.</summary>
    /// <param name="pairName">The pair.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Why each side does not answer; null when it does.</returns>
    public async Task<(string? Primary, string? Secondary)> AskAsync(string pairName, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[pairName];
        Task<string?> primary = AskAsync(pair.Primary, cancellationToken);
        Task<string?> secondary = AskAsync(pair.Secondary, cancellationToken);
        return (await primary, await secondary);
    }

    // A side that answers with a refusal is there: what may be read of it the lists tell, kind by kind.
    private async Task<string?> AskAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _aml.DescribeWorkspaceAsync(workspace, either.Token);
            return null;
        }
        catch (AmlDrException exception) when (exception is TransientException or ThrottledException or RegionDownException)
        {
            return exception.Message;
        }
        catch (AmlDrException)
        {
            return null;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return $"{workspace.Name} does not answer within {Deadline.TotalSeconds:0} seconds.";
        }
    }
}
