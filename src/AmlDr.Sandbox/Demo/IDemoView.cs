namespace AmlDr.Sandbox.Demo;

/// <summary>Shows people what the demo does.</summary>
internal interface IDemoView
{
    /// <summary>Says what happens now.</summary>
    void Say(string text);

    /// <summary>Shows how the mirror catches up while the work goes on.</summary>
    Task WatchAsync(Func<Action<DemoProgress>, Task> work);

    /// <summary>Shows what there is and how it is reached.</summary>
    void ShowAddresses(IReadOnlyList<(string What, string Where)> addresses, IReadOnlyList<(string What, string Command)> examples);
}
