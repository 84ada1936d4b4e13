using System.CommandLine;
using AmlDr.Sandbox.Demo;
using Spectre.Console;

namespace AmlDr.Sandbox.Commands;

/// <summary>No command at all: the demo, until Ctrl+C.</summary>
internal static class DemoCommand
{
    private const int MostAssets = 5000;

    private static readonly Option<int> Assets = MakeAssets();

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of everything that is made up.", DefaultValueFactory = _ => 1 };

    public static void AddTo(RootCommand root)
    {
        root.Add(Assets);
        root.Add(Seed);
        root.SetAction((parsed, cancelled) =>
        {
            IDemoView view = Console.IsOutputRedirected ? new PlainDemoView(Console.Out) : new TerminalDemoView(AnsiConsole.Console);
            return MirrorDemo.RunAsync(parsed.GetValue(Assets), parsed.GetValue(Seed), view, cancelled);
        });
    }

    private static Option<int> MakeAssets()
    {
        Option<int> option = new("--assets")
        {
            Description = "Number of assets that the user registers while one watches.",
            DefaultValueFactory = _ => 24,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > MostAssets)
                result.AddError($"--assets is {result.Tokens[0].Value}; use 0 to {MostAssets}.");
        });
        return option;
    }
}
