namespace AmlDr.Functions.Tests.Histories;

/// <summary>A test that writes the stored histories anew; it runs only when asked to.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecordFactAttribute : FactAttribute
{
    public const string Variable = "AMLDR_RECORD_HISTORIES";

    public RecordFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Skip = $"Stored histories are written anew only when the variable {Variable} names the folder they go to.";
        }
    }
}
