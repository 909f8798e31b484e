using Chat.Messaging.Limiting;
using Microsoft.AspNetCore.Identity;

namespace Chat.Messaging.Users;

public static class UserEndpoints
{
    /// <summary>Configuration: <c>Auth:PasswordHasher:IterationCount</c>, 100,000 if not set.</summary>
    public static void AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<PasswordHasherOptions>(builder.Configuration.GetSection("Auth:PasswordHasher"));
        builder.Services.AddSingleton<PasswordHashing>();
    }

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users");
        users.MapPost("", CreateUser.HandleAsync).LimitedBy(RestLimits.SignUp);
        users.MapGet("", GetUser.ByNameAsync).RequireAuthorization();
        users.MapGet("/{userId}", GetUser.ByIdAsync).RequireAuthorization();
    }
}
