using System.Net;
using System.Text;
using AmlDr.Azure.Notifications;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.Core.Notifications;
using AmlDr.Sandbox.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Notifications;

public class WebhookNotifierTests : SimulatorTest
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private WebhookSinks Sinks => Sim.Azure.Webhooks;

    [Fact]
    public async Task SendAsync_Program_GetsASignedMessage()
    {
        await Notifier().SendAsync("ci", NotificationFormat.Json, Message(), None);

        WebhookCall call = Assert.Single(Sinks.Calls("ci"));
        Assert.Equal("application/json; charset=utf-8", call.Headers["Content-Type"]);
        Assert.Equal(Message().Id, call.Headers[WebhookSignature.IdHeader]);
        var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Headers[WebhookSignature.TimeHeader], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(time, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal(
            WebhookSignature.Sign(Secret, Message().Id, time, Encoding.UTF8.GetBytes(call.Body)), call.Headers[WebhookSignature.SignatureHeader]);
        Assert.DoesNotContain("traceparent", call.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SendAsync_ChatWithoutSecret_GetsAnUnsignedMessage()
    {
        await Notifier().SendAsync("chat", NotificationFormat.Slack, Message(), None);

        WebhookCall call = Assert.Single(Sinks.Calls("chat"));
        Assert.DoesNotContain(WebhookSignature.SignatureHeader, call.Headers.Keys);
        Assert.Contains("\"blocks\"", call.Body, StringComparison.Ordinal);
        Assert.Equal("token=canary", call.Query);
    }

    [Fact]
    public async Task SendAsync_Repeated_KeepsItsIdentifier()
    {
        Sinks.SetFailure("ci", new WebhookFailure { Status = 503, Times = 1 });
        WebhookNotifier notifier = Notifier();

        await Assert.ThrowsAsync<TransientException>(() => notifier.SendAsync("ci", NotificationFormat.Json, Message(), None));
        await notifier.SendAsync("ci", NotificationFormat.Json, Message(), None);

        Assert.Equal([503, 200], Sinks.Calls("ci").Select(call => call.Status));
        Assert.Single(Sinks.Calls("ci").Select(call => call.Headers[WebhookSignature.IdHeader]).Distinct());
        Assert.Single(Sinks.Calls("ci").Select(call => call.Body).Distinct());
    }

    [Theory]
    [InlineData(500, typeof(TransientException))]
    [InlineData(408, typeof(TransientException))]
    [InlineData(401, typeof(AccessDeniedException))]
    [InlineData(403, typeof(AccessDeniedException))]
    [InlineData(404, typeof(NotFoundException))]
    [InlineData(410, typeof(NotFoundException))]
    [InlineData(400, typeof(InvalidAssetException))]
    [InlineData(302, typeof(RefusedException))]
    public async Task SendAsync_Refused_IsTypedAndTellsNoAddress(int status, Type type)
    {
        Sinks.SetFailure("chat", new WebhookFailure { Status = status });

        Exception failure = await Assert.ThrowsAsync(type, () => Notifier().SendAsync("chat", NotificationFormat.Slack, Message(), None));

        Assert.Contains("'chat'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/sandbox/", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Throttled_TellsHowLongToWait()
    {
        Sinks.SetFailure("chat", new WebhookFailure { Status = 429, RetryAfterSeconds = 7 });

        ThrottledException failure = await Assert.ThrowsAsync<ThrottledException>(
            () => Notifier().SendAsync("chat", NotificationFormat.Slack, Message(), None));

        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
    }

    [Fact]
    public async Task SendAsync_Redirect_IsNotFollowed()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(307, "text/plain", "", ("Location", $"{Sim.Azure.BaseUrl}/sandbox/webhooks/elsewhere"));

        await Assert.ThrowsAsync<RefusedException>(
            () => Notifier(("Notifications:Targets:0:Url", $"{server.Endpoint}hook")).SendAsync("ci", NotificationFormat.Json, Message(), None));

        Assert.Single(server.Requests);
        Assert.Empty(Sinks.Calls("elsewhere"));
    }

    [Fact]
    public async Task SendAsync_NobodyAnswers_IsTransientAtTheDeadline()
    {
        var never = new TaskCompletionSource();
        await using ScriptedServer server = await ScriptedServer.StartAsync((_, _) => never.Task);
        WebhookNotifier notifier = Notifier(new HastyClock(), ("Notifications:Targets:0:Url", $"{server.Endpoint}secret-path"));

        TransientException failure = await Assert.ThrowsAsync<TransientException>(() => notifier.SendAsync("ci", NotificationFormat.Json, Message(), None));

        never.SetResult();
        Assert.DoesNotContain("secret-path", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_NobodyListens_IsTransientAndTellsNoAddress()
    {
        Uri gone;
        await using (ScriptedServer server = await ScriptedServer.StartAsync(200, "text/plain", ""))
        {
            gone = server.Endpoint;
        }

        TransientException failure = await Assert.ThrowsAsync<TransientException>(
            () => Notifier(("Notifications:Targets:0:Url", $"{gone}secret-path")).SendAsync("ci", NotificationFormat.Json, Message(), None));

        Assert.DoesNotContain("secret-path", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Cancelled_IsCancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Notifier().SendAsync("ci", NotificationFormat.Json, Message(), new CancellationToken(canceled: true)));

    [Fact]
    public async Task SendAsync_UnknownTarget_NamesTheSetting()
    {
        NotFoundException failure = await Assert.ThrowsAsync<NotFoundException>(
            () => Notifier().SendAsync("nobody", NotificationFormat.Json, Message(), None));

        Assert.Contains("AmlDr__Notifications__Targets", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("169.254.169.254", true)]
    [InlineData("169.254.1.1", true)]
    [InlineData("168.63.129.16", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::ffff:169.254.169.254", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("64:ff9b::a9fe:a9fe", true)]
    [InlineData("2002:a9fe:a9fe::1", true)]
    [InlineData("fd00:ec2::254", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("52.1.2.3", false)]
    [InlineData("2603:1020::1", false)]
    public void IsBlocked_Address_SaysWhetherNothingMayBeSentThere(string address, bool isBlocked) =>
        Assert.Equal(isBlocked, WebhookAddresses.IsBlocked(IPAddress.Parse(address), isLoopbackMeant: false));

    [Fact]
    public async Task Handler_BlockedAddress_IsRefusedBeforeAnythingIsSent()
    {
        using var client = new HttpClient(WebhookConnector.CreateHandler());

        HttpRequestException failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://169.254.169.254/metadata")));

        Assert.IsType<BlockedAddressException>(failure.InnerException);
    }

    private WebhookNotifier Notifier(params (string Key, string Value)[] settings) => Notifier(null, settings);

    private WebhookNotifier Notifier(TimeProvider? clock, params (string Key, string Value)[] settings) => Sim.Build(
        clock,
        [
            ("Notifications:Targets:0:Name", "ci"), ("Notifications:Targets:0:Url", $"{Sim.Azure.BaseUrl}/sandbox/webhooks/ci"), ("Notifications:Targets:0:Secret", Secret),
            ("Notifications:Targets:1:Name", "chat"), ("Notifications:Targets:1:Url", $"{Sim.Azure.BaseUrl}/sandbox/webhooks/chat?token=canary"),
            .. settings,
        ]).GetRequiredService<WebhookNotifier>();

    private static NotificationMessage Message() => new()
    {
        Id = NotificationMessage.IdOf(AppServices.PairName, "op-1", NotificationEvent.Switched, 1), Event = NotificationEvent.Switched,
        Severity = NotificationSeverity.Info, Time = DateTimeOffset.UnixEpoch, Pair = AppServices.PairName, Operation = "op-1", Title = "Clients are turned",
    };
}
