using Chat.Messaging.Limiting;

namespace Chat.Messaging.Chats;

public static class ChatEndpoints
{
    public static void AddChats(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NewChat>();
        builder.Services.AddSingleton<DirectChats>();
        builder.Services.AddSingleton<ChatUpdates>();
        builder.Services.AddSingleton<ChatSummaries>();
        builder.Services.AddSingleton<MembersPage>();
    }

    public static void MapChats(this IEndpointRouteBuilder routes)
    {
        var chats = routes.MapGroup("/api/chats").RequireAuthorization();
        chats.MapPost("", CreateChat.HandleAsync).LimitedBy(RestLimits.Creation);
        chats.MapGet("", ListChats.HandleAsync);
        chats.MapGet("/{chatId}", GetChat.HandleAsync);
        chats.MapPatch("/{chatId}", RenameChat.HandleAsync);

        var members = chats.MapGroup("/{chatId}/members");
        members.MapGet("", ListMembers.HandleAsync);
        members.MapPost("", AddMembers.HandleAsync).LimitedBy(RestLimits.Addition);
        members.MapDelete("/{userId}", RemoveMember.HandleAsync);
        members.MapPut("/{userId}", ChangeRole.HandleAsync);
    }
}
