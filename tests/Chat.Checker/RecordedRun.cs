namespace Chat.Checker;

/// <summary>The histories of all devices, and the server's final one. Every device that sent anything must be among them.</summary>
public sealed record RecordedRun(IReadOnlyList<DeviceHistory> Devices, IReadOnlyList<ChatHistory> Chats);
