using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>Finds the functions of an app: methods with <c>[Function]</c>, static or of an instance, in its assemblies.</summary>
internal sealed class FunctionDiscovery(Func<string, bool> isDisabled)
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly List<string> _errors = [];

    /// <summary>What is wrong with the functions, all of it at once; each line names the method and the remedy.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The app's assemblies: the entry assembly and those it refers to, as far as they refer to this one.</summary>
    public static IReadOnlyList<Assembly> AssembliesOf(Assembly entry)
    {
        string host = typeof(FunctionAttribute).Assembly.GetName().Name!;
        HashSet<Assembly> found = [];
        Collect(entry);
        return [.. found];

        void Collect(Assembly assembly)
        {
            AssemblyName[] references = assembly.GetReferencedAssemblies();
            bool usesHost = references.Any(reference => reference.Name == host);
            if ((assembly != entry && !usesHost) || !found.Add(assembly))
            {
                return;
            }

            foreach (AssemblyName reference in references.Where(r => r.Name != host && !IsFramework(r.Name)))
            {
                Collect(Assembly.Load(reference));
            }
        }
    }

    public FunctionCatalog Find(IEnumerable<Type> types)
    {
        List<FunctionDescriptor> functions = [];
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods(Methods)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } attribute && Describe(method, attribute) is { } function)
            {
                functions.Add(function);
            }
        }

        foreach (IGrouping<string, FunctionDescriptor> same in functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            _errors.Add($"The function name '{same.Key}' is used by {string.Join(" and ", same.Select(f => f.Definition.EntryPoint))}. Rename one of them.");
        }

        IEnumerable<IGrouping<(FunctionKind, string), FunctionDescriptor>> tasks = functions
            .Where(f => f.Kind is FunctionKind.Orchestrator or FunctionKind.Activity).GroupBy(f => (f.Kind, f.TaskName.ToUpperInvariant()));
        foreach (IGrouping<(FunctionKind, string), FunctionDescriptor> same in tasks.Where(g => g.Count() > 1 && g.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1))
        {
            _errors.Add($"{string.Join(" and ", same.Select(f => f.Definition.EntryPoint))} are called by the same name '{same.First().TaskName}'. Rename one of them.");
        }

        return _errors.Count > 0 ? new FunctionCatalog([]) : new FunctionCatalog(functions);
    }

    private static bool IsFramework(string? name) =>
        name is null || name == "mscorlib" || name == "netstandard" || name.StartsWith("System", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("Azure.", StringComparison.Ordinal);

    private static string IdOf(string entryPoint, string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}|{entryPoint}")).AsSpan(0, 8));

    private FunctionDescriptor? Describe(MethodInfo method, FunctionAttribute attribute)
    {
        string entryPoint = $"{method.ReflectedType!.FullName}.{method.Name}";
        int errors = _errors.Count;
        List<(ParameterInfo Parameter, TriggerBindingAttribute Trigger)> triggers =
        [
            .. method.GetParameters().Select(p => (p, p.GetCustomAttribute<TriggerBindingAttribute>()!)).Where(item => item.Item2 is not null),
        ];
        if (triggers.Count != 1)
        {
            _errors.Add($"Function '{attribute.Name}' ({entryPoint}) has {triggers.Count} trigger parameters. Give exactly one parameter a trigger attribute.");
            return null;
        }

        if (method.ReturnType == typeof(void) && method.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is not null)
        {
            _errors.Add($"Function '{attribute.Name}' ({entryPoint}) is 'async void'; its end and its exceptions would be lost. Return a Task.");
        }

        if (method.ContainsGenericParameters || method.ReflectedType.ContainsGenericParameters || (!method.IsStatic && method.ReflectedType.IsAbstract))
        {
            _errors.Add($"Function '{attribute.Name}' ({entryPoint}) is generic or of an abstract class. Put it into a plain class.");
        }

        (ParameterInfo triggerParameter, TriggerBindingAttribute trigger) = triggers[0];
        if (KindOf(trigger) is not { } kind)
        {
            _errors.Add($"Function '{attribute.Name}' ({entryPoint}) has the trigger {trigger.GetType().Name}, which this host does not know.");
            return null;
        }

        CheckTriggerType(attribute.Name, entryPoint, kind, trigger, triggerParameter.ParameterType);
        foreach (ParameterInfo client in method.GetParameters()
            .Where(p => p.GetCustomAttribute<DurableClientAttribute>() is not null && p.ParameterType != typeof(DurableTaskClient)))
        {
            _errors.Add($"Function '{attribute.Name}' ({entryPoint}) binds [DurableClient] to {client.ParameterType.Name}. Make parameter '{client.Name}' a {nameof(DurableTaskClient)}.");
        }

        List<ParameterPlan> plans = Plan(method, kind, triggerParameter);
        if (_errors.Count > errors)
        {
            return null;
        }

        string? alias = trigger switch
        {
            OrchestrationTriggerAttribute orchestration => orchestration.Orchestration,
            ActivityTriggerAttribute activity => activity.Activity,
            _ => null,
        };
        return new FunctionDescriptor
        {
            Name = attribute.Name,
            Kind = kind,
            TaskName = string.IsNullOrEmpty(alias) ? attribute.Name : alias,
            Method = method,
            Trigger = trigger,
            Parameters = plans,
            Code = new FunctionCode(method),
            Disabled = isDisabled(attribute.Name),
            Definition = new EmbeddedFunctionDefinition(
                IdOf(entryPoint, attribute.Name),
                attribute.Name,
                entryPoint,
                method.Module.Assembly.Location,
                [.. plans.Select(plan => plan.Parameter)],
                plans.Where(plan => plan.Binding is not null).ToImmutableDictionary(plan => plan.Parameter.Name, plan => plan.Binding!, StringComparer.OrdinalIgnoreCase),
                kind == FunctionKind.Http
                    ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new EmbeddedBindingMetadata("$return", "http", BindingDirection.Out))
                    : ImmutableDictionary<string, BindingMetadata>.Empty),
        };
    }

    private static FunctionKind? KindOf(TriggerBindingAttribute trigger) => trigger switch
    {
        OrchestrationTriggerAttribute => FunctionKind.Orchestrator,
        ActivityTriggerAttribute => FunctionKind.Activity,
        TimerTriggerAttribute => FunctionKind.Timer,
        EventGridTriggerAttribute => FunctionKind.EventGrid,
        HttpTriggerAttribute => FunctionKind.Http,
        _ => null,
    };

    private static string BindingTypeOf(FunctionKind kind) => kind switch
    {
        FunctionKind.Orchestrator => "orchestrationTrigger",
        FunctionKind.Activity => "activityTrigger",
        FunctionKind.Timer => "timerTrigger",
        FunctionKind.EventGrid => "eventGridTrigger",
        _ => "httpTrigger",
    };

    private static List<ParameterPlan> Plan(MethodInfo method, FunctionKind kind, ParameterInfo triggerParameter)
    {
        List<ParameterPlan> plans = [];
        foreach (ParameterInfo info in method.GetParameters())
        {
            FunctionParameter parameter = new(info.Name!, info.ParameterType, info.HasDefaultValue, info.HasDefaultValue ? info.DefaultValue : null);
            // By position: reflection may give another object for the same parameter when two hosts of a process look at it at once.
            ParameterRole role = info.Position == triggerParameter.Position ? ParameterRole.Trigger
                : info.GetCustomAttribute<DurableClientAttribute>() is not null ? ParameterRole.DurableClient
                : info.ParameterType == typeof(FunctionContext) ? ParameterRole.FunctionContext
                : info.ParameterType == typeof(CancellationToken) ? ParameterRole.CancellationToken
                : kind == FunctionKind.Orchestrator && plans.TrueForAll(plan => plan.Role != ParameterRole.OrchestrationInput) ? ParameterRole.OrchestrationInput
                : ParameterRole.ByName;
            BindingMetadata? binding = role switch
            {
                ParameterRole.Trigger => new EmbeddedBindingMetadata(info.Name!, BindingTypeOf(kind), BindingDirection.In),
                ParameterRole.DurableClient => new EmbeddedBindingMetadata(info.Name!, "durableClient", BindingDirection.In),
                _ => null,
            };
            Type? converter = info.GetCustomAttributes<InputConverterAttribute>().FirstOrDefault()?.ConverterType
                ?? info.ParameterType.GetCustomAttributes<InputConverterAttribute>().FirstOrDefault()?.ConverterType;
            plans.Add(new ParameterPlan(parameter, role, binding, converter));
        }

        return plans;
    }

    private void CheckTriggerType(string name, string entryPoint, FunctionKind kind, TriggerBindingAttribute trigger, Type type)
    {
        string? wanted = kind switch
        {
            FunctionKind.Orchestrator when type != typeof(TaskOrchestrationContext) => nameof(TaskOrchestrationContext),
            FunctionKind.Timer when type != typeof(TimerInfo) && type != typeof(FunctionContext) => nameof(TimerInfo),
            FunctionKind.EventGrid when ((EventGridTriggerAttribute)trigger).IsBatched && !type.IsArray && type != typeof(string) && type.IsPrimitive => "an array",
            _ => null,
        };
        if (wanted is not null)
        {
            _errors.Add($"Function '{name}' ({entryPoint}) has a trigger parameter of type {type.Name}. Make it {wanted}.");
        }
    }
}
