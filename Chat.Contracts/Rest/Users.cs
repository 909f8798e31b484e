using Chat.Contracts.Ids;

namespace Chat.Contracts.Rest;

public sealed record CreateUserRequest(string? UserName, string? Password, string? DisplayName = null);

public sealed record UserCreated(UserId UserId);

public sealed record User(UserId UserId, string UserName, string DisplayName);
