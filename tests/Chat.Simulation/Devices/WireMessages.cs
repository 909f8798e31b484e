using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Gateway;
using Chat.Gateway.Connections;

namespace Chat.Simulation.Devices;

/// <summary>Device to gateway: a method of the hub with its argument.</summary>
internal sealed record Invocation(long Id, Func<ChatHub, Task<object?>> Call);

internal sealed record StreamInvocation(long Id, SyncRequest Request);

internal sealed record StreamCancellation(long Id);

/// <summary>Gateway to device: the connection is there.</summary>
internal sealed record Handshake;

/// <summary>Gateway to device.</summary>
internal sealed record Completion(long Id, object? Result, ChatException? Refusal);

internal sealed record StreamItem(long Id, Message Message);

/// <summary>An event, as the gateway has serialized it.</summary>
internal sealed record PushedFrame(Frame Frame);
