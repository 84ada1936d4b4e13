using System.Text.Json.Nodes;

namespace AmlDr.Functions.Tests.Audits;

/// <summary>The report's page as a browser shows it.</summary>
public sealed class AuditScreenshotTests : IAsyncLifetime
{
    // The colours of the trend's bars, which the page's text does not have.
    private const int Missing = 0xC0392B;
    private const int Differs = 0xD68910;
    private const int Nothing = 0x1E8449;

    private readonly RunningApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [ChromiumFact]
    public async Task Html_InABrowser_ShowsTheTrendAndText()
    {
        var audits = new AuditApi(_app);
        for (int i = 0; i < 8; i++)
        {
            _app.AddModel($"m{i}");
        }

        await _app.SweepAsync();
        await audits.AuditAsync();
        _app.Azure.Resources.Remove($"{_app.Azure.World.Secondary.ResourceId}/models/m0");
        JsonObject changed = _app.Secondary("models/m1/versions/1")!;
        changed["properties"]!["description"] = "changed";
        _app.Azure.Resources.Put($"{_app.Azure.World.Secondary.ResourceId}/models/m1/versions/1", changed);
        await audits.AuditAsync();

        Picture page = await Chromium.ScreenshotAsync(await audits.GetAsync("text/html"), 1200, 2000);
        Picture blank = await Chromium.ScreenshotAsync("<!DOCTYPE html><title>blank</title>", 1200, 2000);

        Assert.Equal((1200, 2000), (page.Width, page.Height));

        // Each class has half of the second bar, 16 by 60, and its mark of 10 by 10 in the legend; the first audit found nothing.
        Assert.InRange(page.Count(Missing), 800, 1300);
        Assert.InRange(page.Count(Differs), 800, 1300);
        Assert.InRange(page.Count(Nothing), 30, 60);
        Assert.True(page.CountColours() > 50, $"{page.CountColours()} colours: text has many shades");
        Assert.Equal(1, blank.CountColours());
    }
}
