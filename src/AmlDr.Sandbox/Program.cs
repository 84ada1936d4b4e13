using AmlDr.Sandbox.Commands;

// Ctrl+C and SIGTERM arrive as the cancellation that System.CommandLine hands to the command.
return await SandboxCommandLine.RunAsync(args, CancellationToken.None);
