using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.EmbeddedHost.Invocation;

internal sealed class EmbeddedFunctionDefinition(
    string id,
    string name,
    string entryPoint,
    string pathToAssembly,
    ImmutableArray<FunctionParameter> parameters,
    IImmutableDictionary<string, BindingMetadata> inputBindings,
    IImmutableDictionary<string, BindingMetadata> outputBindings) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } = parameters;

    public override string PathToAssembly { get; } = pathToAssembly;

    public override string EntryPoint { get; } = entryPoint;

    public override string Id { get; } = id;

    public override string Name { get; } = name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = inputBindings;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = outputBindings;
}
