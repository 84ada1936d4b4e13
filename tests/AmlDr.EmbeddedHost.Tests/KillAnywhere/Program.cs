namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>The process that tests start in order to kill it.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [VictimProcess.Verb, .. string[] rest])
        {
            await Console.Error.WriteLineAsync("This assembly holds tests. Run it with 'dotnet test'.");
            return 2;
        }

        return await Victim.RunAsync(rest);
    }
}
