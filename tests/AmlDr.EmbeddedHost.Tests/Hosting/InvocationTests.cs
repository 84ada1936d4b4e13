using System.Net;
using System.Text.Json;
using AmlDr.EmbeddedHost.Tests.Support;
using Azure.Core.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AmlDr.EmbeddedHost.Tests.Hosting;

/// <summary>Scopes, middleware, converters and the serializer of invocations.</summary>
public sealed class InvocationTests
{
    [Fact]
    public async Task Invoke_ScopedService_IsOnePerInvocationAndDisposed()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(Scoped), typeof(SampleFunctions)], configure: builder => builder.Services.AddScoped<ScopedThing>());

        await app.RunAsync(nameof(Scoped.UsesScopes));

        Assert.Equal(["made 1", "disposed 1", "made 2", "disposed 2"], app.Recorder.Entries.Where(e => e.StartsWith("made", StringComparison.Ordinal) || e.StartsWith("disposed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Middleware_Class_WrapsAndCanReplaceTheResult()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(TriggerFunctions)], configure: builder => builder.UseMiddleware<Replacing>().UseWhen(context => context.FunctionDefinition.Name == "Never", (_, _) => throw new InvalidOperationException()));

        HttpResponseMessage answer = await app.Server.Http.GetAsync("/api/hello/Ada");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("Hello /api/hello/Ada GET", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Middleware_BindInput_CanReplaceTheInput()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)], configure: builder => builder.UseMiddleware(async (context, next) =>
            {
                if (context.FunctionDefinition.InputBindings.Values.First() is { Type: "activityTrigger" } binding)
                {
                    InputBindingData<string> input = await context.BindInputAsync<string>(binding);
                    input.Value = input.Value?.ToUpperInvariant();
                }

                await next();
            }));

        Assert.Equal(["Hello, BOB!"], (await app.RunAsync(nameof(SampleFunctions.GreetAll), new[] { "Bob" })).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Middleware_ThatThrows_FailsTheActivity()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(SampleFunctions)], configure: builder => builder.UseMiddleware((context, next) =>
                context.FunctionDefinition.Name == "Greet" ? throw new UnauthorizedAccessException("not here") : next()));

        Assert.Contains("UnauthorizedAccessException", (await app.RunAsync(nameof(SampleFunctions.GreetAll))).FailureDetails?.InnerFailure?.ErrorType);
    }

    [Fact]
    public async Task Convert_ConvertersOfTheAppAndOfParameters_AreAsked()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(Converting)], configure: builder => builder.Services.Configure<WorkerOptions>(options => options.InputConverters.RegisterAt<HexConverter>(0)));

        Assert.Equal("255 flipped", await app.Server.Http.GetStringAsync("/api/Converted?hex=ff&text=deppilf"));
    }

    [Theory]
    [InlineData("?number=7&day=Friday&when=2026-01-02T03:04:05Z", "7 Friday 2026-01-02T03:04:05.0000000+00:00 5")]
    [InlineData("?number=7", "7   5")]
    public async Task Convert_QueryValues_BecomeTheirTypes(string query, string expected)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Converting)]);

        Assert.Equal(expected, await app.Server.Http.GetStringAsync("/api/Typed" + query));
    }

    [Theory]
    [InlineData("?number=seven")]
    [InlineData("")]
    public async Task Convert_ValueThatDoesNotFitOrIsMissing_Answers500(string query)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Converting)]);

        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Server.Http.GetAsync("/api/Typed" + query)).StatusCode);
    }

    [Fact]
    public async Task Serializer_OfTheApp_IsUsedForDurablePayloads()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Converting)], configure: builder => builder.Services.Configure<WorkerOptions>(
            options => options.Serializer = new JsonObjectSerializer(new JsonSerializerOptions(JsonSerializerDefaults.Web))));

        Assert.Equal("""{"firstName":"Ada"}""", (await app.RunAsync(nameof(Converting.GivesPerson))).SerializedOutput);
    }

    [Fact]
    public async Task FunctionContext_Properties_AreThere()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(Converting)]);

        string[] parts = (await app.Server.Http.GetStringAsync("/api/Context/a1")).Split('|');

        Assert.True(Guid.TryParse(parts[0], out _));
        Assert.Equal(16, parts[1].Length);
        Assert.Equal(["Context", "a1", "httpTrigger", "1", "/api/Context/a1"], parts[2..]);
    }

    public sealed class ScopedThing(Recorder recorder) : IDisposable
    {
        private readonly int _number = recorder.Entries.Count(e => e.StartsWith("made", StringComparison.Ordinal)) + 1;

        public void Use() => recorder.Add($"made {_number}");

        public void Dispose() => recorder.Add($"disposed {_number}");
    }

    public sealed class Scoped(ScopedThing thing)
    {
        [Function(nameof(Use))]
        public void Use([ActivityTrigger] string? input, FunctionContext context)
        {
            Assert.Same(thing, context.InstanceServices.GetRequiredService<ScopedThing>());
            thing.Use();
        }

        [Function(nameof(UsesScopes))]
        public static async Task UsesScopes([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync(nameof(Use), input: null);
            await context.CallActivityAsync(nameof(Use), input: null);
        }
    }

    public sealed class Replacing : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            await next(context);
            HttpRequestData? request = await context.GetHttpRequestDataAsync();
            Assert.IsType<OkObjectResult>(context.GetInvocationResult().Value);
            context.GetInvocationResult<IActionResult>().Value =
                new ContentResult { StatusCode = 409, Content = $"{context.FunctionDefinition.Name} {context.GetHttpContext()?.Request.Path} {request?.Method}" };
        }
    }

    public sealed class HexConverter : IInputConverter
    {
        public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => new(context is { Source: string text, TargetType: var type } && type == typeof(int)
            ? ConversionResult.Success(Convert.ToInt32(text, 16))
            : ConversionResult.Unhandled());
    }

    public sealed class Flipping : IInputConverter
    {
        public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
            new(ConversionResult.Success(string.Concat(((string)context.Source!).Reverse())));
    }

    public static class Converting
    {
        [Function("Converted")]
        public static IActionResult Converted(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, int hex, [InputConverter(typeof(Flipping))] string text) =>
            new ContentResult { Content = $"{hex} {text}" };

        [Function("Typed")]
        public static IActionResult Typed(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, int number, DayOfWeek? day, DateTimeOffset? when, int limit = 5) =>
            new ContentResult { Content = $"{number} {day} {when:O} {limit}" };

        [Function(nameof(GivesPerson))]
        public static Person GivesPerson([OrchestrationTrigger] TaskOrchestrationContext context) => new("Ada");

        [Function("Context")]
        public static IActionResult Context([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "Context/{key}")] HttpRequest request, FunctionContext context) =>
            new ContentResult
            {
                Content = string.Join(
                    '|', context.InvocationId, context.FunctionId, context.FunctionDefinition.Name, context.BindingContext.BindingData["KEY"],
                    context.FunctionDefinition.InputBindings["request"].Type, context.FunctionDefinition.OutputBindings.Count, request.Path),
            };

        public sealed record Person(string FirstName);
    }
}
