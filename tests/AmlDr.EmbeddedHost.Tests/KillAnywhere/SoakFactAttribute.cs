namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>A test that runs when <c>AMLDR_SOAK_KILLS</c> says how many kills.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SoakFactAttribute : FactAttribute
{
    private const string Variable = "AMLDR_SOAK_KILLS";

    public SoakFactAttribute()
    {
        if (Kills == 0)
        {
            Skip = $"A soak of many minutes. Set {Variable}=300 to run it.";
        }
    }

    public static int Kills => int.TryParse(Environment.GetEnvironmentVariable(Variable), out int kills) ? kills : 0;
}
