using System.Diagnostics.CodeAnalysis;
using AmlDr.EmbeddedHost.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app begins.</summary>
[SuppressMessage("Design", "CA1052:Static holder types should be Static or NotInheritable", Justification = "The programming model declares a plain class.")]
public class FunctionsApplication
{
    /// <summary>Begins an app.</summary>
    /// <param name="args">The command line. <c>--urls</c> sets where it listens; <c>--show-keys</c> prints the access keys and ends.</param>
    /// <returns>The builder.</returns>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, new EmbeddedHostOptions());
}
