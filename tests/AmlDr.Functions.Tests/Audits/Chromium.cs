using System.Diagnostics;

namespace AmlDr.Functions.Tests.Audits;

/// <summary>A browser without a window, where one is at hand.</summary>
internal static class Chromium
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    public static string? Path { get; } = Environment.GetEnvironmentVariable("AMLDR_CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Shows a page and takes a picture of it.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">The window's width.</param>
    /// <param name="height">Its height.</param>
    public static async Task<Picture> ScreenshotAsync(string html, int width, int height)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("amldr-browser-");
        try
        {
            string page = System.IO.Path.Combine(folder.FullName, "page.html");
            string picture = System.IO.Path.Combine(folder.FullName, "page.png");
            await File.WriteAllTextAsync(page, html);
            var start = new ProcessStartInfo(Path!) { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (string argument in (string[])
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run", "--force-color-profile=srgb",
                    $"--user-data-dir={System.IO.Path.Combine(folder.FullName, "profile")}", $"--window-size={width},{height}", $"--screenshot={picture}",
                    new Uri(page).AbsoluteUri,
                ])
            {
                start.ArgumentList.Add(argument);
            }

            using Process browser = Process.Start(start)!;
            Task<string> errors = browser.StandardError.ReadToEndAsync();
            Task<string> output = browser.StandardOutput.ReadToEndAsync();
            using var deadline = new CancellationTokenSource(Patience);
            try
            {
                await browser.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                browser.Kill(entireProcessTree: true);
                throw new TimeoutException($"The browser did not end within {Patience}.");
            }

            await output;
            return File.Exists(picture) ? Picture.FromPng(await File.ReadAllBytesAsync(picture)) : throw new InvalidOperationException($"The browser took no picture: {await errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
