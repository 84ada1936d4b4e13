namespace AmlDr.Azure.Operations.Steps;

/// <summary>Starts and stops sweeps of a pair or of its way back, which are orchestrations.</summary>
public interface ISweepControl
{
    /// <summary>Stops the sweep, should one be under way.</summary>
    /// <param name="pair">The name of the pair, or of its way back.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>True when none is under way any more.</returns>
    Task<bool> StopAsync(string pair, CancellationToken cancellationToken);

    /// <summary>Starts a sweep that tries failed assets again, whatever the time; one that is under way is as good.</summary>
    /// <param name="pair">The name of the pair, or of its way back.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When one is under way.</returns>
    Task StartAsync(string pair, CancellationToken cancellationToken);

    /// <summary>Looks how the sweep is.</summary>
    /// <param name="pair">The name of the pair, or of its way back.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>How it is.</returns>
    Task<SweepLook> LookAsync(string pair, CancellationToken cancellationToken);
}
