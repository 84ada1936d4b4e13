namespace AmlDr.Functions.Tests.Audits;

/// <summary>A test that looks at a page in a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() =>
        Skip = Chromium.Path is null ? "No Chromium is here: install it, or name it in AMLDR_CHROMIUM." : null;
}
