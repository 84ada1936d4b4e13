using System.CommandLine;

namespace AmlDr.Sandbox.Commands;

/// <summary>The command line: each command stands in a file of its own.</summary>
internal static class SandboxCommandLine
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        RootCommand root = new("Two simulated Azure regions on this machine, for trying out AmlDr without Azure.")
        {
            AzureCommand.Create(),
        };
        return await root.Parse(args).InvokeAsync(cancellationToken: cancellationToken);
    }
}
