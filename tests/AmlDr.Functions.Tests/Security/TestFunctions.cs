using AmlDr.Functions.Http;
using AmlDr.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Tests.Security;

public sealed record EchoInner(int Count);

public sealed record EchoRequest(string Confirm, bool Force = false, EchoInner? Inner = null);

/// <summary>Counts what reached a function.</summary>
public sealed class Reached
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}

/// <summary>Functions that the app does not have: one with a body, one that throws, one that serves a page, one that nobody made a rule for.</summary>
public sealed class TestFunctions(Reached reached)
{
    public static readonly AccessRule[] Rules =
    [
        new("TestEcho", Role.Approver, "Says who called with what.") { Body = typeof(EchoRequest), Starts = true },
        new("TestFailure", Role.Reader, "Throws."),
        new("TestPage", Role.Reader, "A page."),
    ];

    [Function("TestEcho")]
    public IActionResult Echo(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "test/{name}/echo")] HttpRequest request, string name, FunctionContext context)
    {
        reached.Add();
        Caller caller = context.GetCaller();
        return ApiResult.Json(new { of = name, caller.Id, caller.Name, roles = caller.Roles.Order().ToArray(), body = context.GetBody<EchoRequest>(), request.Body.Length });
    }

    [Function("TestFailure")]
    public IActionResult Fail([HttpTrigger(AuthorizationLevel.Function, "get", Route = "test/failure")] HttpRequest request) =>
        throw new InvalidOperationException($"a secret detail of {request.Path}");

    [Function("TestPage")]
    public IActionResult Page([HttpTrigger(AuthorizationLevel.Function, "get", Route = "test/page")] HttpRequest request) =>
        new ContentResult { Content = $"<p>{request.Method}</p>", ContentType = "text/html; charset=utf-8" };

    [Function("TestUnruled")]
    public IActionResult Unruled([HttpTrigger(AuthorizationLevel.Function, "get", Route = "test/unruled")] HttpRequest request)
    {
        reached.Add();
        return ApiResult.Json(new { request.Method });
    }
}
