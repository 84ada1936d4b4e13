namespace AmlDr.Core.Evidence;

/// <summary>The kinds of entries in the chain of evidence, in the order in which they stand.</summary>
internal static class EvidenceKinds
{
    public const string Scope = "scope";
    public const string Version = "version";
    public const string Plan = "plan";
    public const string Act = "act";
    public const string Step = "step";
    public const string Exception = "exception";
    public const string Condition = "condition";
    public const string Outcome = "outcome";
    public const string End = "end";
}
