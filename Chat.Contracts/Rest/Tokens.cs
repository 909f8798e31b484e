using Chat.Contracts.Ids;

namespace Chat.Contracts.Rest;

public sealed record CreateTokenRequest(string? UserName, string? Password, TokenDevice? Device);

/// <summary>Without a <paramref name="DeviceId"/> a new device is made.</summary>
public sealed record TokenDevice(string? Name, DeviceId? DeviceId = null);

public sealed record RefreshTokenRequest(string? RefreshToken);

/// <param name="ExpiresIn">Seconds that the access token is good for.</param>
public sealed record Tokens(string AccessToken, string RefreshToken, int ExpiresIn, UserId UserId, DeviceId DeviceId);

public sealed record Device(DeviceId DeviceId, string Name, WireTime CreatedAt, WireTime? LastSeen);
