using System.Reflection;
using AmlDr.EmbeddedHost.Invocation;
using AmlDr.EmbeddedHost.Timers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>Reads settings and functions, and refuses to start when anything is wrong with them.</summary>
internal static class HostRuntimeFactory
{
    /// <exception cref="HostConfigurationException">Something is wrong; all of it is listed.</exception>
    public static HostRuntime Create(IConfiguration configuration, EmbeddedHostOptions options, TimeProvider time)
    {
        SettingsReader reader = new(configuration);
        EmbeddedHostSettings settings = reader.Read();
        FunctionDiscovery discovery = new(name => string.Equals(configuration[$"AzureWebJobs.{name}.Disabled"], "true", StringComparison.OrdinalIgnoreCase));
        FunctionCatalog functions = discovery.Find(TypesOf(options));
        Dictionary<string, TimerSchedule> schedules = new(StringComparer.OrdinalIgnoreCase);
        List<string> errors = [.. discovery.Errors];
        foreach (FunctionDescriptor function in functions.OfKind(FunctionKind.Timer))
        {
            string where = $"The schedule of function '{function.Name}'";
            string text = reader.Resolve(((TimerTriggerAttribute)function.Trigger).Schedule, where);
            try
            {
                schedules[function.Name] = TimerSchedule.Parse(text);
            }
            catch (FormatException exception)
            {
                errors.Add($"{where}: {exception.Message} Example: '0 */5 * * * *' for every five minutes.");
            }
        }

        if (!options.AspNetCoreIntegration)
        {
            errors.AddRange(functions.OfKind(FunctionKind.Http).Where(f => f.Parameters.Any(p => p.Parameter.Type == typeof(HttpRequest))).Select(f =>
                $"Function '{f.Name}' takes an HttpRequest, which needs builder.ConfigureFunctionsWebApplication() in Program.cs."));
        }

        errors.InsertRange(0, reader.Errors);
        return errors.Count > 0 ? throw new HostConfigurationException(errors) : new HostRuntime(settings, functions, schedules, time.GetUtcNow());
    }

    private static IEnumerable<Type> TypesOf(EmbeddedHostOptions options)
    {
        if (options.FunctionTypes.Count > 0)
        {
            return options.FunctionTypes;
        }

        IEnumerable<Assembly> assemblies = options.FunctionAssemblies.Count > 0
            ? options.FunctionAssemblies
            : FunctionDiscovery.AssembliesOf(Assembly.GetEntryAssembly() ?? throw new InvalidOperationException("There is no entry assembly; name the assemblies with functions."));
        return assemblies.SelectMany(assembly => assembly.GetExportedTypes());
    }
}
