using Chat.Contracts.Ids;

namespace Chat.Checker.Storing;

/// <summary>The first line of a device's file. Its events follow, one a line.</summary>
internal sealed record DeviceLine(UserId UserId, DeviceId DeviceId);
