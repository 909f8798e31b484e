using System.Text.Json.Serialization;
using Chat.Contracts;

namespace Chat.Messaging.Requests;

public static class RequestJson
{
    /// <summary>Answers by <see cref="ChatJson"/>.</summary>
    public static void AddRequestJson(this WebApplicationBuilder builder) => builder.Services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.TypeInfoResolverChain.Insert(0, ChatJson.Default);
        json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
    });
}
