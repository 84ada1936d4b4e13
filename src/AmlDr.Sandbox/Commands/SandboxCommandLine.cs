using System.CommandLine;

namespace AmlDr.Sandbox.Commands;

/// <summary>The command line: each command stands in a file of its own.</summary>
internal static class SandboxCommandLine
{
    // The app is given a few seconds to stop before it is killed.
    private static readonly TimeSpan TerminationPatience = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        RootCommand root = new("Two simulated Azure regions on this machine, for trying out AmlDr without Azure. Without a command: the demo.")
        {
            AzureCommand.Create(),
            RunCommand.Create(),
        };
        DemoCommand.AddTo(root);
        InvocationConfiguration configuration = new() { ProcessTerminationTimeout = TerminationPatience };
        return await root.Parse(args).InvokeAsync(configuration, cancellationToken);
    }
}
