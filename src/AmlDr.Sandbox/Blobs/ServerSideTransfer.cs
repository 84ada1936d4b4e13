using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs;

/// <summary>
/// Lets the time pass that moving bytes between accounts takes, in slices, so that a region lost half-way stops the copy half-way.
/// </summary>
internal sealed class ServerSideTransfer(BlobContext context)
{
    private const long Slice = 4 * 1024 * 1024;

    /// <summary>Moves so many bytes. <paramref name="progress"/> hears how many have arrived.</summary>
    public async Task MoveAsync(AccountState source, AccountState destination, long bytes, Action<long>? progress, CancellationToken cancellationToken)
    {
        long moved = 0;
        while (true)
        {
            if (context.Regions.IsDown(destination.Account.Region))
                throw new ConnectionDroppedException("outage:destinationLost");
            if (context.Regions.IsDown(source.Account.Region))
                throw CopySource.Unreachable();
            if (moved >= bytes)
                return;
            long slice = Math.Min(Slice, bytes - moved);
            DateTimeOffset now = context.Clock.GetUtcNow();
            DateTimeOffset until = source.Bandwidth.Book(slice, now);
            if (destination != source)
            {
                DateTimeOffset other = destination.Bandwidth.Book(slice, now);
                until = other > until ? other : until;
            }

            if (until > now)
                await Task.Delay(until - now, context.Clock, cancellationToken);
            moved += slice;
            progress?.Invoke(moved);
        }
    }
}
