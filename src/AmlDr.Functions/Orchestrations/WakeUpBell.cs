using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>Waits for the event that tells <see cref="FailOver"/> to look. There is one waiter for it at any time, so that none is lost.</summary>
internal sealed class WakeUpBell
{
    private readonly TaskOrchestrationContext _context;

    public WakeUpBell(TaskOrchestrationContext context)
    {
        _context = context;
        Rung = context.WaitForExternalEvent<string>(FailOver.WakeUp);
    }

    /// <summary>Done when it has rung; <see cref="Reset"/> makes it ready for the next time.</summary>
    public Task Rung { get; private set; }

    /// <summary>Makes it ready for the next time.</summary>
    public void Reset() => Rung = _context.WaitForExternalEvent<string>(FailOver.WakeUp);

    /// <summary>Waits until it rings, or until a time.</summary>
    public async Task WaitAsync(DateTime until)
    {
        using var rung = new CancellationTokenSource();
        await Task.WhenAny(Rung, _context.CreateTimer(until, rung.Token));
        rung.Cancel();
        if (Rung.IsCompleted)
        {
            Reset();
        }
    }
}
