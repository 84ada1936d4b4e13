namespace AmlDr.Azure.Operations.Steps;

/// <summary>Starts and stops the sweep of a pair, which is an orchestration.</summary>
public interface ISweepControl
{
    /// <summary>Stops the sweep, should one be under way.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>True when none is under way any more.</returns>
    Task<bool> StopAsync(string pair, CancellationToken cancellationToken);

    /// <summary>Starts a sweep; one that is under way is as good.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When one is under way.</returns>
    Task StartAsync(string pair, CancellationToken cancellationToken);

    /// <summary>Looks how the sweep is.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Null while it is under way, empty when it ended well, else why it failed.</returns>
    Task<string?> LookAsync(string pair, CancellationToken cancellationToken);
}
