using AmlDr.Azure.Operations.Stores;

namespace AmlDr.Functions.Operations;

/// <summary>The identifiers of an operation's orchestrations.</summary>
internal static class StepInstances
{
    /// <summary>The orchestration of a stage.</summary>
    public static string OfStage(StageInput input) =>
        $"{OperationRecord.InstanceIdOf(input.Pair, input.Operation)}|{(input.IsUndo ? "u" : "")}{(int)input.Stage}|{input.Round}";

    /// <summary>The orchestration of a step: one per step and round, so that it is begun once.</summary>
    public static string OfStep(StageInput input, int position) => $"{OfStage(input)}|{position}";
}
