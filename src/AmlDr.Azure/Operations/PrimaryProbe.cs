using AmlDr.Azure.Aml;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations;

/// <summary>Asks a workspace for a sign of life, and does not wait for long: whoever asks may be about to fail over.</summary>
public sealed class PrimaryProbe
{
    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly AmlClient _aml;
    private readonly TimeProvider _clock;

    /// <summary>Creates a probe.</summary>
    /// <param name="aml">The workspaces.</param>
    /// <param name="clock">The clock.</param>
    public PrimaryProbe(AmlClient aml, TimeProvider clock)
    {
        _aml = aml;
        _clock = clock;
    }

    /// <summary>Asks.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True when it answered, well and in time.</returns>
    public async Task<bool> IsHealthyAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _aml.DescribeWorkspaceAsync(workspace, either.Token);
            return true;
        }
        catch (AmlDrException)
        {
            // What does not answer well is not healthy; why does not matter here, GET /api/health tells.
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
