using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>The result of <c>Heartbeat</c> and the event <c>Heads</c>.</summary>
public sealed record Heads([property: System.Text.Json.Serialization.JsonPropertyName("heads")] IReadOnlyList<Head> Items);

/// <param name="Version">Rises with every change of members, roles, title or watermarks.</param>
public sealed record Head(ChatId ChatId, long LastSeq, long ReadSeq, long Version);
