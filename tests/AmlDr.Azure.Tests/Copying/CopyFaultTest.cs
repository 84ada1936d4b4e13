using AmlDr.Core.Failures;
using AmlDr.Sandbox.Faults;
using BlobContent = AmlDr.Sandbox.Blobs.Contents.BlobContent;

namespace AmlDr.Azure.Tests.Copying;

/// <summary>
/// Every kind of fault on each call that a copy makes. Each kind has a file of its own, and all are copied at once, because the waits before
/// repetitions are real.
/// </summary>
public abstract class CopyFaultTest : CopyTest
{
    private const long FileBytes = (2 * BlockBytes) + 10;

    private protected static readonly FaultKind[] Kinds =
    [
        FaultKind.Throttle429, FaultKind.Error500, FaultKind.Error503, FaultKind.Reset, FaultKind.TimeoutBefore, FaultKind.TimeoutAfter,
        FaultKind.ResetAfter,
    ];

    // Lets the calls of an operation for one file per kind fail, so many times or always; then, where that made a copy fail, once more without.
    private protected async Task ForEachKindAsync(string operation, int? times, string? text, Func<string, Action, Task<Func<Task>>> prepareAsync)
    {
        Func<Task>[] copies = await Task.WhenAll(Kinds.Select(async kind =>
        {
            string name = $"k-{kind}";
            Sim.PutSource(name, text is null ? BlobContent.Generated(1, FileBytes) : BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)));
            bool isArmed = false;
            Func<Task> copy = await prepareAsync(name, Arm);
            if (!isArmed)
            {
                Arm();
            }

            Exception? failure = await Record.ExceptionAsync(copy);
            if (times is not null)
            {
                Assert.True(failure is null, $"{kind}: {failure}");
            }
            else
            {
                Assert.True(failure is TransientException or ThrottledException, $"{kind}: {failure}");
            }

            return copy;

            void Arm()
            {
                isArmed = true;
                Sim.Fail(operation, kind, times, path: $"/{name}(\\?|$)");
            }
        }));
        if (times is null)
        {
            Sim.Azure.Faults.Clear();
            await Task.WhenAll(copies.Select(copy => copy()));
        }

        Assert.All(Kinds, kind => AssertCopied($"k-{kind}"));
    }

    private protected int Effects(string operation, FaultKind kind) => Sim.Calls(operation, "northeurope")
        .Count(call => call.TookEffect && call.Path.Split('?')[0].EndsWith($"/k-{kind}", StringComparison.Ordinal));
}
